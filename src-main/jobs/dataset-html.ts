import type { DatasetField, DatasetRecord } from '../contract/dataset';
import { METHOD_NAMES } from '../contract/reconstruction';
import { escaped } from '../figures/svg';

const STYLE = `body{font:14px/1.45 system-ui,sans-serif;color:#222;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem;border-top:1px solid #ddd;vertical-align:top}
td.number{font-variant-numeric:tabular-nums;text-align:right}img{display:block;height:128px}.out{color:#b3261e}dt{font-weight:600}
dl{display:grid;grid-template-columns:max-content auto;gap:.2rem 1rem}dd{margin:0}`;

/** What a data set is made of and how, as a page that needs nothing beside it. */
export function datasetHtml(
  record: DatasetRecord,
  fields: readonly DatasetField[],
  findings: readonly string[],
): string {
  const { config, split, targetScale } = record;
  const ready = fields.filter(({ state }) => state === 'ready').length;
  const facts: [string, string][] = [
    ['Stacks', record.stacks],
    [
      'Fields',
      `${ready} of ${fields.length}; ${ready - split.validation.length - split.test.length} to train on`,
    ],
    ['Held out', split.validation.join(', ') || 'none'],
    ['Test', split.test.join(', ') || 'none'],
    ['Target', targetText(config.target)],
    ['Grid', config.grid === 'input' ? "the frames' pixels" : 'magnified'],
    ['Drift', config.drift === 'none' ? 'not corrected' : 'estimated; frames are moved back onto the first'],
    ['Scale of targets', `stored value = value × ${targetScale}, the same for all fields`],
    ['Made', `${record.created} by Finescope ${record.finescope}`],
  ];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Data set</title><style>${STYLE}</style>
<h1>Data set</h1><dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
${findings.length > 0 ? `<h2>To mind</h2><ul>${findings.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>` : ''}
<h2>Fields</h2><table><tr><th>Field</th><th>Mean of frames and target</th><th>Frames</th><th>Drift (px)</th><th>Bleached (%)</th><th>Saturated (%)</th><th>RSP</th><th>Target off by (px)</th><th>Part</th></tr>
${fields.map((field) => rowOf(field, split)).join('\n')}</table></html>
`;
}

function rowOf(field: DatasetField, split: DatasetRecord['split']): string {
  const { name, stack, frames, driftPx, bleached, saturated, rsp, targetShift, picture, state, reasons } =
    field;
  const cell = (value: number | null, digits: number) =>
    `<td class="number">${value === null ? '' : value.toFixed(digits)}</td>`;
  const percent = (part: number | null) => (part === null ? null : part * 100);
  const part = split.validation.includes(name) ? 'validation' : split.test.includes(name) ? 'test' : 'train';
  const standing =
    state === 'ready' ? part : `<span class="out">left out: ${reasons.map(escaped).join(' ')}</span>`;
  const shift = targetShift && Math.hypot(targetShift.x, targetShift.y);
  return `<tr><td title="${escaped(stack)}">${escaped(name)}</td><td>${picture ? `<img alt="" src="${escaped(picture)}">` : ''}</td>${cell(frames, 0)}${cell(driftPx, 2)}${cell(percent(bleached), 1)}${cell(percent(saturated), 2)}${cell(rsp, 3)}${cell(shift, 2)}<td>${standing}</td></tr>`;
}

function targetText(target: DatasetRecord['config']['target']): string {
  const { method, ...params } = target;
  if (method === 'truth') return 'the known truth';
  const told = Object.entries(params).map(([name, value]) => `${name} ${String(value)}`);
  return `${METHOD_NAMES[method]}: ${told.join(', ')}`;
}
