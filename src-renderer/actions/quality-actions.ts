import type { WindowActions } from '../../src-main/commands/window-actions';
import { isAbort } from '../../src-main/contract/signal';
import { namedLut } from '../../src-main/imaging/lut';
import type { Rectangle } from '../../src-main/contract/image';
import { MOST_IMAGES, type Comparison } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import { ImageQuality, partInFront } from '../state/image-quality.svelte';
import { wholePixels } from '../state/measure';
import type { Workspace } from '../state/workspace.svelte';

type QualityActions = Pick<WindowActions, 'measureQuality' | 'mapErrors'>;

/** Measuring how fine an image is, and how it fits a reference. */
export function qualityActions(workspace: Workspace): QualityActions {
  const { api, jobs, messages } = workspace;

  const show = (): void => {
    workspace.dock = true;
    workspace.panel = 'quality';
  };

  return {
    async measureQuality() {
      const { comparison, image } = workspace;
      if (!comparison || !image) return;
      show();
      if (image.tiles) {
        messages.say('info', `${image.name} is still being computed. It was not measured.`);
        return;
      }
      const { selected, world } = comparison;
      const placement = world.placements[comparison.images.indexOf(image)]!;
      const region = selected?.kind === 'rectangle' ? wholePixels(selected, placement, image.geometry) : null;
      const part = partInFront(image, region);
      const quality = new ImageQuality(
        image,
        region ? `rectangle ${comparison.selected!.id}` : 'whole plane',
      );
      quality.reference = workspace.quality?.reference ?? null;
      workspace.quality = quality;
      const refuse = (measure: string) => (error: unknown) => {
        if (isAbort(error)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        quality.refusals = [...quality.refusals, { measure, reason }];
        return null;
      };
      await jobs.run(
        `Measuring the resolution of ${image.name}`,
        async (options) => {
          quality.frc = await api.ringCorrelation({ image: part }, options).catch(refuse('FRC'));
          quality.decorrelation = await api
            .decorrelation({ image: part }, options)
            .catch(refuse('Decorrelation'));
        },
        comparison.id,
      );
    },

    async mapErrors() {
      const { comparison, image, quality } = workspace;
      if (!comparison || !image) return;
      const reference = quality?.reference == null ? null : workspace.images.get(quality.reference);
      if (!quality || quality.image !== image || !reference || reference === image) {
        show();
        messages.say(
          'info',
          'Measure the image in front first, and choose the reference it is compared with.',
        );
        return;
      }
      try {
        const answer = await jobs.run(
          `Mapping the errors of ${image.name}`,
          (options) =>
            api.mapErrors(
              {
                reconstruction: partInFront(image, null),
                reference: partInFront(reference, null),
                ...regionOfReference(selectedRegion(comparison, image), image, reference),
              },
              options,
            ),
          comparison.id,
        );
        if (!answer) return;
        quality.fit = { reference: reference.name, report: answer.report };
        const map = workspace.adopt(answer.map);
        [map.channel.lutName, map.channel.lut] = ['Magma', namedLut('Magma')];
        if (comparison.members.length < MOST_IMAGES) comparison.add(map, 'other');
        else workspace.compare([map]);
      } catch (error) {
        messages.fail(error);
      }
    },
  };
}

/** The pixels of an image in the rectangle that is selected; null where none is, or it lies outside. */
function selectedRegion({ selected, world, images }: Comparison, image: ImageState): Rectangle | null {
  if (selected?.kind !== 'rectangle') return null;
  return wholePixels(selected, world.placements[images.indexOf(image)]!, image.geometry);
}

/** The pixels of a reference that hold a region of a reconstruction, which has as many pixels for each or more. */
function regionOfReference(
  region: Rectangle | null,
  reconstruction: ImageState,
  reference: ImageState,
): { region?: Rectangle } {
  if (!region) return {};
  const times = reconstruction.geometry.width / reference.geometry.width;
  const [x, y] = [Math.floor(region.x / times), Math.floor(region.y / times)];
  const [right, below] = [
    Math.ceil((region.x + region.width) / times),
    Math.ceil((region.y + region.height) / times),
  ];
  return { region: { x, y, width: right - x, height: below - y } };
}
