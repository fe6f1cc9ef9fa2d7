import type { AppApi } from '../../src-main/contract/app-api';
import { seriesStyles } from '../../src-main/figures/series';
import { isAbort } from '../../src-main/contract/signal';
import type { Comparison } from './comparison.svelte';
import { memberNames } from './member-names';
import { Newest } from './newest';
import { lineInImage, profileSeries, type ProfileSeries } from './profile-series';
import { lineLength, lineWidth, profiledLine, type LineRoi } from './rois';

type ProfileRequest = Parameters<AppApi['profile']>[0];

/** What is asked of the images for one line. */
interface Wanted {
  line: LineRoi;
  images: { request: ProfileRequest; identity: Parameters<typeof profileSeries>[0]; size: Size }[];
}
interface Size {
  width: number;
  height: number;
}

/** The profiles of all images of a comparison along its line, kept as they are now. */
export class LineProfile {
  readonly #api: AppApi;
  readonly comparison: Comparison;
  /** One for each image that is complete, in the comparison's order. */
  series = $state.raw<ProfileSeries[]>([]);
  /** The line they were read along; it may be a moment behind {@link line}. */
  measuredLine = $state.raw<LineRoi | null>(null);
  /** Why they could not be read. */
  failure = $state<string | null>(null);
  readonly #reading = new Newest<Wanted>((wanted) => this.#show(wanted));

  constructor(api: AppApi, comparison: Comparison) {
    this.#api = api;
    this.comparison = comparison;
  }

  readonly line = $derived.by(() => {
    const line = profiledLine(this.comparison);
    return line && lineLength(line) > 0 ? line : null;
  });

  readonly #wanted = $derived.by((): Wanted | null => {
    const { line } = this;
    const { members, world } = this.comparison;
    if (!line) return null;
    const width = lineWidth(line, world);
    const names = memberNames(members);
    const styles = seriesStyles(members.map(({ role }) => role));
    const images = members.flatMap(({ image }, i) => {
      void image.revision; // pixels that changed are read again
      if (image.tiles) return [];
      return {
        identity: { image: image.id, name: names[i]!, imageName: image.name, style: styles[i]! },
        size: { width: image.geometry.width, height: image.geometry.height },
        request: {
          image: image.id,
          ...image.placeOf(image.channelIndex),
          ...lineInImage(line, width, world.placements[i]!),
        },
      };
    });
    return { line, images };
  });

  /** Reads what is wanted now. Called in an effect, it is called again when that changes. */
  follow(): void {
    const wanted = this.#wanted;
    if (wanted) this.#reading.ask(wanted);
    else if (this.measuredLine) [this.measuredLine, this.series] = [null, []];
  }

  /** Reads what is wanted now, whatever is shown; none where there is no line. */
  async read(): Promise<ProfileSeries[]> {
    return this.#wanted ? this.#seriesOf(this.#wanted) : [];
  }

  #seriesOf({ line, images }: Wanted): Promise<ProfileSeries[]> {
    return Promise.all(
      images.map(async ({ request, identity, size }) => {
        const { values } = await this.#api.profile(request);
        return profileSeries(identity, line, values, request.line, size);
      }),
    );
  }

  async #show(wanted: Wanted): Promise<void> {
    try {
      const series = await this.#seriesOf(wanted);
      if (this.line) [this.measuredLine, this.series] = [wanted.line, series];
      this.failure = null;
    } catch (error) {
      if (isAbort(error)) return;
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }
}
