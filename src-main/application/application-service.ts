import type { AppApi } from '../contract/app-api';
import type { CallOptions } from '../contract/signal';
import { importModel, listModels, prepareModel } from '../jobs/models';
import type { Session } from '../jobs/session';
import type { Application, ApplicationOptions } from './application-options';
import type { Disk } from './disk';
import { EventLine } from './event-line';
import { ImageFile, type ImageFileContext } from './image-file';
import { requireInstalled } from './installed-models';
import { LiveFiles } from './live-files';
import { OpenImages, type Entry } from './open-images';
import { openPaths, type FileContext } from './open-paths';
import { PathPolicy } from './path-policy';
import { keepRecent } from './recent-files';
import { saveImage } from './save-image';
import { reconstructionCalls } from './reconstruction-calls';
import { qualityCalls } from './quality-calls';
import { datasetCalls } from './dataset-calls';
import { simulationCalls } from './simulation-calls';
import { superResolve } from './super-resolve-results';
import { trainingCalls } from './training-calls';

const MEMORY_EVERY_MS = 3000;
const SPEED_SIDE = 512;
const ROUGH_SPEED_SIDE = 192;

/** The application of one window: what it asks for is answered with the session that all windows share. */
export function createApplication(options: ApplicationOptions): Application {
  const { host, settings, disk, runs } = options;
  const events = new EventLine();
  // What a job has to say goes to the window that asked for it.
  const session: Session = {
    ...options.session,
    notify: (sentence) => events.tell({ kind: 'notice', level: 'warning', sentence }),
  };
  const images = new OpenImages();
  const policy = new PathPolicy(host);
  const files: ImageFileContext = { session, disk, live: new LiveFiles(), onReopened: session.notify };
  const context: FileContext = { files, images, policy, settings };

  const isDesktop = host.info.kind === 'desktop';
  let told = new Set<string>();
  const recentHere = async () => {
    const { recent } = settings.value;
    if (isDesktop) policy.grantReading(recent.map(({ path }) => path)); // only the application adds to them
    const mine = await Promise.all(recent.map(({ path }) => policy.mayRead(path)));
    const shown = recent.filter((_, at) => mine[at]);
    told = new Set(shown.map(({ path }) => path));
    return shown;
  };
  policy.grantReading(options.paths);

  const timer = setInterval(() => {
    if (events.heard) events.tell({ kind: 'memory', bytes: options.measureMemory() });
  }, MEMORY_EVERY_MS);
  let lastRecent = settings.value.recent;
  const stopListening = settings.listen(({ recent }) => {
    if (recent === lastRecent) return;
    lastRecent = recent;
    void recentHere().then((shown) => events.tell({ kind: 'recent', recent: shown }));
  });

  const stopHearing = runs.listen((event) => events.tell(event));

  const api: AppApi = {
    hello: async () => ({
      ...host.info,
      version: session.version,
      settings: { ...settings.value, recent: await recentHere() },
      paths: options.paths,
    }),
    events: (_, call) => events.listen(call),
    saveSettings: ({ settings: asked }) =>
      settings.change(({ recent }) => ({ ...asked, recent: keepRecent(recent, told, asked.recent) })),

    async choosePaths({ what }) {
      const paths = await host.choosePaths(what);
      policy.grantReading(paths);
      if (what === 'result-folder') for (const path of paths) policy.grantWriting(path);
      return paths;
    },
    async chooseSavePath({ suggestion, what }) {
      const path = await host.chooseSavePath(suggestion, what);
      if (path !== null) policy.grantWriting(path);
      return path;
    },
    browse: ({ folder }) => host.browse(folder),

    openImages: (request, call = {}) => openPaths(context, request, call),
    async closeImage({ image }) {
      // A result that was given up is closed already: the window may not have heard of it yet.
      const entry = images.take(image);
      if (entry) await discard(entry, disk);
    },
    saveImage: (request, call = {}) => saveImage(context, request, call),

    readTile: ({ image, tile }, call) =>
      images.read(image, (api, place) => api.readTile({ ...place, tile }, heard(call))),
    histogram: ({ image, ...request }, call) =>
      images.read(image, (api, place) => api.histogram({ ...place, ...request }, heard(call))),
    displayRange: ({ image, ...request }, call) =>
      images.read(image, (api, place) => api.displayRange({ ...place, ...request }, heard(call))),
    profile: ({ image, ...request }, call) =>
      images.read(image, (api, place) => api.profile({ ...place, ...request }, heard(call))),
    statistics: ({ image, ...request }, call) =>
      images.read(image, (api, place) => api.statistics({ ...place, ...request }, heard(call))),
    async compareImages({ image, reference }, call) {
      const [a, b] = [images.file(image), images.file(reference)];
      for (const { pixels } of [a, b]) await pixels.requireUnchanged();
      const paths = { image: a.pixels.path, reference: b.pixels.path };
      const series = { imageSeries: a.facts.series, referenceSeries: b.facts.series };
      return session.withFiles((api) => api.compareImages({ ...paths, ...series }, heard(call)));
    },
    async provenance({ image }, call) {
      images.file(image);
      const record = await images.read(image, (api, { handle }) =>
        api.readProvenance({ handle }, heard(call)),
      );
      return record && JSON.stringify(record, null, 2);
    },

    listModels: (_, call = {}) => listModels(session, call),
    async importModel(request, call = {}) {
      await policy.requireReading(request.path);
      const { record } = await importModel(session, request, call);
      return record;
    },
    async prepareModel({ model }, call = {}) {
      await requireInstalled(session, [model], call);
      await prepareModel(session, model, heard(call));
    },
    superResolve: (params, call = {}) => superResolve(context, params, call),

    ...reconstructionCalls(context),
    ...qualityCalls(context),
    ...simulationCalls(session, policy),
    ...datasetCalls(session, policy),
    ...trainingCalls({ session, host, policy, runs }),

    device: (_, call) => session.compute.device({}, heard(call)),
    measureSpeed: ({ roughly }, call) =>
      session.compute.measureSpeed({ side: roughly ? ROUGH_SPEED_SIDE : SPEED_SIDE }, heard(call)),

    async writeFile({ path, bytes }, call) {
      await policy.requireWriting(path);
      return session.withFiles((api) => api.writeFile({ path, bytes }, heard(call)));
    },
    copyPicture: ({ png }) => host.copyPicture(png),
    async showInFolder({ path }) {
      await policy.requireReading(path);
      await host.showInFolder(path);
    },
    controlWindow: ({ action }) => host.controlWindow(action),
  };

  return {
    api,
    grant: (paths) => policy.grantReading(paths),
    openPaths(paths) {
      policy.grantReading(paths);
      events.tell({ kind: 'openPaths', paths });
    },
    tell: (event) => events.tell(event),
    async close() {
      clearInterval(timer);
      stopListening();
      stopHearing();
      // Nobody is left to be told of one that fails, and the others go all the same.
      await Promise.allSettled(images.takeAll().map((entry) => discard(entry, disk)));
    },
  };
}

/** Closes an image that was taken out of the open ones, and removes a result that was not saved. */
async function discard({ facts, pixels }: Entry, disk: Disk): Promise<void> {
  await pixels.close();
  if (facts.path === null && pixels instanceof ImageFile) await disk.remove(pixels.path);
}

/** What of a window's call concerns the process that answers it. */
function heard({ signal, onProgress }: CallOptions = {}): CallOptions {
  return { ...(signal && { signal }), ...(onProgress && { onProgress }) };
}
