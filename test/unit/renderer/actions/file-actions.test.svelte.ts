import { describe, expect, it } from 'vitest';
import type { AppApi } from '../../../../src-main/contract/app-api';
import { fileActions, openFiles } from '../../../../src-renderer/actions/file-actions';
import { pageTab } from '../../../../src-renderer/state/tabs.svelte';
import { anImage, aWorkspace } from '../a-workspace';

/** A window whose application answers these calls. */
function aWindow(api: Partial<AppApi>) {
  const workspace = aWorkspace();
  Object.assign(workspace.api, api);
  return workspace;
}

describe('opening', () => {
  it('says what could not be honoured in a file, with its name once', async () => {
    const open = anImage(1, 'cells.tif', '/cells.tif');
    open.info.notes = ['"cells.tif" breaks off after page 1.', 'Two pixel sizes differ.'];
    const workspace = aWindow({ openImages: async () => ({ images: [open], problems: [] }) });
    await openFiles(workspace, ['/cells.tif']);
    expect(workspace.messages.shown.map(({ fact }) => fact)).toEqual([
      '"cells.tif" breaks off after page 1.',
      'cells.tif: Two pixel sizes differ.',
    ]);
  });
});

describe('closing the last tab', () => {
  it('leaves the welcome page, which stays', async () => {
    const workspace = aWindow({ closeImage: async () => undefined });
    const { closeTab } = fileActions(workspace);
    workspace.compare([workspace.adopt(anImage(1, 'cells.tif', '/cells.tif'))]);
    await closeTab();
    expect(workspace.tabs.list).toEqual([pageTab('welcome')]);
    expect(workspace.images.size).toBe(0);
    await closeTab();
    expect(workspace.tabs.list).toEqual([pageTab('welcome')]);
  });
});
