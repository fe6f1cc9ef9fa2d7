import { describe, expect, it } from 'vitest';
import { CurrentSettings, type SettingsStore } from '../../../src-main/application/settings';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-main/contract/config';

function storeOf(stored: unknown): SettingsStore & { written: Settings[] } {
  const written: Settings[] = [];
  return {
    written,
    read: () => (stored instanceof Error ? Promise.reject(stored) : Promise.resolve(stored)),
    write: (settings) => Promise.resolve(void written.push(settings)),
  };
}

describe('settings', () => {
  it.each([null, 'words', [], new Error('no permission')])(
    'are the default ones where %s is stored',
    async (stored) => {
      expect((await CurrentSettings.read(storeOf(stored))).value).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('keep what fits, drop what does not, and keys of another version', async () => {
    const stored = { theme: 'dark', uiScale: 5000, playFps: 'fast', model: 'bpae', colour: 'red' };
    const { value } = await CurrentSettings.read(storeOf(stored));
    expect(value).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', model: 'bpae' });
  });

  it('are told and stored in the order of the changes', async () => {
    const store = storeOf(null);
    const settings = await CurrentSettings.read(store);
    const told: number[] = [];
    const stop = settings.listen(({ playFps }) => told.push(playFps));
    await Promise.all([1, 2, 3].map((playFps) => settings.change((now) => ({ ...now, playFps }))));
    stop();
    await settings.change((now) => ({ ...now, playFps: 4 }));
    expect(told).toEqual([1, 2, 3]);
    expect(store.written.map(({ playFps }) => playFps)).toEqual([1, 2, 3, 4]);
  });

  it('that cannot be stored say so, count all the same, and the next change is tried', async () => {
    const store = storeOf(null);
    const settings = await CurrentSettings.read(store);
    const { write } = store;
    store.write = () => Promise.reject(new Error('disk full'));
    await expect(settings.change((now) => ({ ...now, theme: 'dark' }))).rejects.toThrow('disk full');
    expect(settings.value.theme).toBe('dark');
    store.write = write;
    await settings.change((now) => ({ ...now, playFps: 5 }));
    expect(store.written).toMatchObject([{ theme: 'dark', playFps: 5 }]);
  });
});
