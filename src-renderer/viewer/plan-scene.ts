import type { Rectangle } from '../../src-main/contract/image';
import { levelFor, visiblePart, type ImageView } from './image-view';
import { intersection } from './rectangles';
import type { ChannelPlane, DifferenceLayer, ImageLayer, Limits, Scene } from './scene';
import type { TileName } from './tile-cache';
import { byNearness, cover, cutPieces, tileArea, tilesOver, type TilePlace } from './tile-plan';
import type { Lut } from '../../src-main/imaging/lut';

/** A part of a plane that was computed; `change` counts the changes of its image up to and with this one. */
export interface DonePart {
  rectangle: Rectangle;
  change: number;
}

/** What the plan is made by. */
export interface Holdings {
  /** Whether a tile is in memory, read when at least so many changes of its image were known. */
  has(name: TileName, change: number): boolean;
  /** The parts of a plane that are done. */
  done(image: number, plane: number): readonly DonePart[];
}

/** A rectangle of the pane (device pixels), and what is drawn there. */
export type PlannedPiece = { area: Rectangle } & (
  | { kind: 'ground' }
  | {
      kind: 'tile';
      name: TileName;
      view: ImageView;
      channel: { lut: Lut; limits: Limits | null };
      brightness: number;
      add: boolean;
    }
  | {
      kind: 'difference';
      name: TileName;
      other: TileName;
      view: ImageView;
      channel: { lut: Lut; limits: Limits };
    }
);

/** What is drawn now of a scene, what is wanted for it (most wanted first), and how far that is. */
export interface Plan {
  pieces: PlannedPiece[];
  wants: TileName[];
  /** Every place has something, if only a coarser tile; every place has its own tile. */
  isCovered: boolean;
  isComplete: boolean;
}

/** Decides what of a scene is drawn from which tile. */
export function planScene(scene: Scene, holdings: Holdings): Plan {
  const plan: Plan = { pieces: [], wants: [], isCovered: true, isComplete: true };
  const later: TileName[] = [];
  for (const layer of scene.layers) {
    if (layer.kind === 'image') planImage(layer, holdings, plan, later);
    else planDifference(layer, holdings, plan);
  }
  plan.wants.push(...later);
  return plan;
}

function planImage(layer: ImageLayer, { has, done }: Holdings, plan: Plan, later: TileName[]): void {
  const { image, size, view, channels, brightness, isComputing } = layer;
  const part = visiblePart(size, view, layer.clip);
  if (!part) return;
  const tiles = byNearness(size, tilesOver(part, levelFor(size, view)), layer.look);
  const wholes: DonePart[] = [{ rectangle: part, change: 0 }];
  const drawn = channels.map((channel) =>
    (isComputing ? done(image, channel.plane) : wholes).flatMap(({ rectangle, change }) => {
      const visible = intersection(rectangle, part);
      return visible ? [{ rectangle: visible, change }] : [];
    }),
  );
  if (channels.length !== 1) {
    for (const { rectangle } of drawn[0] ?? wholes) {
      plan.pieces.push({ kind: 'ground', area: inPane(rectangle, view, layer.clip) });
    }
  }
  for (const place of tiles) {
    for (const [i, channel] of channels.entries()) {
      const name = nameOf(image, channel);
      let [isWanted, isThere] = [false, true];
      for (const { rectangle, change } of drawn[i]!) {
        const here = (at: TilePlace): boolean => has(name(at), change);
        if (!intersection(tileArea(size, place), rectangle)) continue;
        const pieces = cutPieces(cover(size, place, here), rectangle);
        isWanted = true;
        if (pieces.length === 0) plan.isCovered = false;
        if (!here(place)) isThere = false;
        for (const piece of pieces) {
          plan.pieces.push({
            kind: 'tile',
            name: name(piece.place),
            area: inPane(piece.area, view, layer.clip),
            view,
            channel,
            brightness,
            add: channels.length > 1,
          });
        }
      }
      if (isWanted) plan.wants.push(name(place));
      if (!isThere) plan.isComplete = false;
    }
  }
  for (const channel of layer.ahead) later.push(...tiles.map(nameOf(image, channel)));
}

function planDifference(layer: DifferenceLayer, { has }: Holdings, plan: Plan): void {
  const { size, view, lut, limits } = layer;
  const part = visiblePart(size, view, layer.clip);
  if (!part) return;
  const first = nameOf(layer.first.image, layer.first);
  const second = nameOf(layer.second.image, layer.second);
  const both = (place: TilePlace): boolean => has(first(place), 0) && has(second(place), 0);
  for (const place of byNearness(size, tilesOver(part, levelFor(size, view)), layer.look)) {
    plan.wants.push(first(place), second(place));
    const pieces = cutPieces(cover(size, place, both), part);
    if (pieces.length === 0) plan.isCovered = false;
    if (!both(place)) plan.isComplete = false;
    for (const piece of pieces) {
      plan.pieces.push({
        kind: 'difference',
        name: second(piece.place),
        other: first(piece.place),
        area: inPane(piece.area, view, layer.clip),
        view,
        channel: { lut, limits },
      });
    }
  }
}

function nameOf(image: number, { plane, sample }: ChannelPlane): (place: TilePlace) => TileName {
  return ({ level, column, row }) => ({
    image,
    plane,
    ...(sample === undefined ? {} : { sample }),
    level,
    column,
    row,
  });
}

/** Where a rectangle of the image lies in the pane, in device pixels, cut to the window it may cover. */
export function inPane(area: Rectangle, { origin, scale }: ImageView, clip: Rectangle): Rectangle {
  const whole = {
    x: origin.x + area.x * scale.x,
    y: origin.y + area.y * scale.y,
    width: area.width * scale.x,
    height: area.height * scale.y,
  };
  return intersection(whole, clip) ?? { x: 0, y: 0, width: 0, height: 0 };
}
