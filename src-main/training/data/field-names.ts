import type { RoleName } from './roles';

const FIELD =
  /(?<![\p{L}\p{N}])((fov|field|position|pos|site|scene|series|xy|roi)[ _-]?(\d+))(?![\p{L}\p{N}])/iu;

/** Words of a name that count frames of one field of view: "t001", "frame12". */
const FRAME_WORD = /^(t|time|frame|img|image)\d+$/i;

/** The words by which a name tells its field of view ("FOV_08"): as written, and so that they can be compared. */
export function fieldToken(name: string): { written: string; key: string } | null {
  const found = FIELD.exec(name);
  return found && { written: found[1]!, key: `${found[2]!.toLowerCase()}${Number(found[3])}` };
}

/**
 * What the field of a target is called, and the key that all its targets share however they write it ("FOV_1", "fov01").
 * Targets in folders of their own: the folder's name, for what lies in one folder shows the same place; then the field of
 * view that the name tells; else the name without what counts frames.
 */
export function fieldOfTarget({ stem, name }: { stem: string; name: RoleName }): {
  key: string;
  label: string;
} {
  const parts = stem.split('/');
  const folder = parts.slice(0, -1).join('/');
  const token = fieldToken(parts.at(-1)!);
  if (token) {
    const [key, label] = [token.key, token.written].map((field) => (folder ? `${folder}/${field}` : field));
    return { key: key!, label: label! };
  }
  if (folder) return { key: folder, label: folder };
  const words = name.label.split(/[-_ ]+/).filter((word) => !FRAME_WORD.test(word));
  const counted = words.length < name.label.split(/[-_ ]+/).length;
  const label = (counted ? words.join('-') : name.label) || stem;
  return { key: label, label };
}
