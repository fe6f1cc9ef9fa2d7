import type { DatasetRecord } from '../../src-main/contract/dataset';
import type { Workspace } from '../state/workspace.svelte';

/** Makes a data set what is trained on, the fields it holds out held out. */
export function trainOn(
  { training: { form } }: Workspace,
  folder: string,
  split: DatasetRecord['split'] | null,
): void {
  form.data = { kind: 'folder', folder };
  if (!split) return;
  form.set(['split', 'validation'], split.validation.length > 0 ? split.validation : 0);
  form.set(['split', 'test'], split.test);
}
