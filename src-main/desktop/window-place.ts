/** A rectangle of the screen, in its own pixels. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the window was when it closed. */
export interface WindowPlace extends Bounds {
  maximized: boolean;
}

/** Below this the layout does not hold. */
export const SMALLEST = { width: 1024, height: 680 };
const FIRST = { width: 1440, height: 900 };
/** How much of the window's title bar must be on a screen for a person to drag it back. */
const GRASP = 100;
/** No screen is as large: a place with larger numbers was not written by us, and the system would not take it. */
const LARGEST = 2 ** 15;

/** Reads a stored place; null where it is none. */
export function readPlace(text: string): WindowPlace | null {
  try {
    const { x, y, width, height, maximized } = JSON.parse(text) as Partial<Record<string, unknown>>;
    if (![x, y, width, height].every((side) => Number.isInteger(side) && Math.abs(side as number) < LARGEST))
      return null;
    return { x, y, width, height, maximized: maximized === true } as WindowPlace;
  } catch {
    return null;
  }
}

/**
 * Where the window opens: where it was, unless the screens (their work areas, the main one first) have changed so that
 * its title bar would be out of reach; then, and at first, in the middle of the main screen.
 */
export function openingPlace(stored: WindowPlace | null, screens: Bounds[]): WindowPlace {
  const main = screens[0]!;
  if (stored && screens.some((screen) => canBeGrasped(stored, screen))) {
    return {
      ...stored,
      width: Math.max(stored.width, SMALLEST.width),
      height: Math.max(stored.height, SMALLEST.height),
    };
  }
  const width = Math.max(SMALLEST.width, Math.min(FIRST.width, main.width));
  const height = Math.max(SMALLEST.height, Math.min(FIRST.height, main.height));
  const x = main.x + Math.max(0, Math.round((main.width - width) / 2));
  const y = main.y + Math.max(0, Math.round((main.height - height) / 2));
  return { x, y, width, height, maximized: stored?.maximized ?? false };
}

function canBeGrasped(place: Bounds, screen: Bounds): boolean {
  const overlap = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
  return overlap >= GRASP && place.y >= screen.y && place.y <= screen.y + screen.height - 40;
}
