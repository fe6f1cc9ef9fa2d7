import type { WindowActions } from '../../src-main/commands/window-actions';
import { tableCsv, tableText, type Column } from '../controls/table-text';
import { measure } from '../state/measure';
import { measurementColumns } from '../state/measurement-table';
import { fileName } from '../state/path-text';
import { profileColumns } from '../state/profile-table';
import { profileViewOf } from '../state/profile-view.svelte';
import type { Workspace } from '../state/workspace.svelte';

type AnalysisActions = Pick<
  WindowActions,
  | 'measure'
  | 'plotProfile'
  | 'copyProfile'
  | 'saveProfile'
  | 'copyMeasurements'
  | 'saveMeasurements'
  | 'clearMeasurements'
  | 'showInfo'
>;

/** Measuring and plotting. */
export function analysisActions(workspace: Workspace): AnalysisActions {
  const { api, messages, measurements } = workspace;

  const show = (panel: 'profile' | 'measurements'): void => {
    workspace.dock = true;
    workspace.panel = panel;
  };

  const copy = async <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Promise<void> => {
    await navigator.clipboard.writeText(tableText(columns, rows));
    messages.say('success', `${rows.length} ${rows.length === 1 ? 'row' : 'rows'} copied.`);
  };

  const save = async <Row>(
    suggestion: string,
    columns: readonly Column<Row>[],
    rows: readonly Row[],
  ): Promise<void> => {
    const path = await workspace.askSavePath(suggestion, 'csv');
    if (!path) return;
    // The mark at the start tells spreadsheets that µ is UTF-8.
    await api.writeFile({ path, bytes: new TextEncoder().encode(`\ufeff${tableCsv(columns, rows)}`) });
    messages.say('success', `${fileName(path)} saved.`);
  };

  const profileTable = (): { columns: Column<number>[]; rows: number[] } => {
    const { profile, isNormalised } = profileViewOf(workspace);
    return profileColumns(profile?.series ?? [], profile?.comparison.world.unit ?? 'px', isNormalised);
  };

  return {
    async measure() {
      const { comparison } = workspace;
      if (!comparison) return;
      const { selected, world } = comparison;
      for (const [i, image] of comparison.images.entries()) {
        if (image.tiles) {
          messages.say('info', `${image.name} is still being computed. It was not measured.`);
          continue;
        }
        const row = await measure(api, image, selected, { world, placement: world.placements[i]! });
        if (row) measurements.add(row);
        else messages.say('info', `The selection lies outside ${image.name}. It was not measured.`);
      }
      show('measurements');
    },
    plotProfile: () => show('profile'),
    async copyProfile() {
      const { columns, rows } = profileTable();
      if (rows.length > 0) await copy(columns, rows);
    },
    async saveProfile() {
      const { columns, rows } = profileTable();
      if (rows.length > 0) await save('profile.csv', columns, rows);
    },
    copyMeasurements: () => copy(measurementColumns(measurements.rows), measurements.rows),
    saveMeasurements: () =>
      save('measurements.csv', measurementColumns(measurements.rows), measurements.rows),
    clearMeasurements: () => measurements.clear(),
    showInfo: () => void (workspace.overlay = 'info'),
  };
}
