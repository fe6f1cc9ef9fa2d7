import type { OpenImage } from '../../src-main/contract/app-api';
import type { ImageRole } from '../../src-main/contract/display';

const ROLE_NAMES: Partial<Record<ImageRole, string>> = { input: 'Input', result: 'Result', target: 'Target' };

/** What an image is called among others: its role where it is the only one of it, its model or its name where not. */
export function memberNames(
  members: readonly { role: ImageRole; image: { name: string; open: Pick<OpenImage, 'origin'> } }[],
): string[] {
  const modelOf = ({ open }: { open: Pick<OpenImage, 'origin'> }): string =>
    open.origin?.models.join(', ') ?? '';
  return members.map(({ role, image }) => {
    const roleName = ROLE_NAMES[role];
    const isAlone = members.filter((other) => other.role === role).length === 1;
    if (roleName && isAlone) return roleName;
    const ofModel = modelOf(image);
    const isOnlyOfModel = members.filter((other) => modelOf(other.image) === ofModel).length === 1;
    return ofModel !== '' && isOnlyOfModel ? ofModel : image.name;
  });
}
