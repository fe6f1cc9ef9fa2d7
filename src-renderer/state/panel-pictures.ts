import { drawRegion } from '../viewer/draw-region';
import { viewerOf } from '../viewer/viewer.svelte';
import type { PicturePlan } from './figure-plan';
import type { ImageState } from './image.svelte';
import type { Workspace } from './workspace.svelte';

/** What has to be drawn for a panel. */
export interface PanelPlan {
  image: ImageState;
  picture: PicturePlan | null;
  inset: PicturePlan | null;
}

/** Pictures of a panel as PNG. */
export interface PanelPictures {
  plan: PanelPlan;
  picture: Blob | null;
  inset: Blob | null;
}

/** Draws the pictures of panels, one after another. Throws a sentence where an image cannot be read. */
export async function drawPanels(
  workspace: Workspace,
  plans: readonly PanelPlan[],
): Promise<PanelPictures[]> {
  const viewer = viewerOf(workspace);
  const png = async (image: ImageState, plan: PicturePlan | null): Promise<Blob | null> =>
    plan && pngOf(await drawRegion(viewer, image, plan.region, plan.scale));
  const pictures: PanelPictures[] = [];
  for (const plan of plans) {
    const picture = await png(plan.image, plan.picture);
    pictures.push({ plan, picture, inset: await png(plan.image, plan.inset) });
  }
  return pictures;
}

/** A canvas as PNG. Throws where the browser cannot make one of that size. */
export async function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) return blob;
  throw new Error(
    `A picture of ${canvas.width} x ${canvas.height} pixels cannot be made here. Choose a smaller width or fewer dots per inch.`,
  );
}

/** A picture as an address that holds it. */
export function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(reader.error!));
    reader.readAsDataURL(blob);
  });
}
