import type { ImageState } from '../state/image.svelte';
import { fileName } from '../state/path-text';
import type { Workspace } from '../state/workspace.svelte';

/** Asks where to, and saves. Answers whether the image is a file now. */
export async function saveImageAs(workspace: Workspace, image: ImageState): Promise<boolean> {
  const { api, jobs, messages, host } = workspace;
  const path = await workspace.askSavePath(suggestedName(image.open.path ?? image.name), 'image');
  if (path === null) return false;
  try {
    const saved = await jobs.run(`Saving ${fileName(path)}`, (options) =>
      api.saveImage({ image: image.id, path }, options),
    );
    if (!saved) return false;
    image.update(saved);
    const show = { label: 'Show', run: () => void api.showInFolder({ path }) };
    messages.say('success', `${saved.name} saved.`, host.kind === 'desktop' ? [show] : []);
    return true;
  } catch (error) {
    messages.fail(error);
    return false;
  }
}

function suggestedName(pathOrName: string): string {
  return /\.tiff?$/i.test(pathOrName) ? pathOrName : `${pathOrName.replace(/\.[a-z]+$/i, '')}.tif`;
}
