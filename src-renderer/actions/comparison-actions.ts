import type { ComparisonLayout, WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from '../state/workspace.svelte';
import { isComparable, measureAgreement } from './agreement';
import { mayRemove } from './closing';

type ComparisonActions = Pick<
  WindowActions,
  | 'setLayout'
  | 'nextLayout'
  | 'addToComparison'
  | 'removeFromComparison'
  | 'toggleLinkedSlices'
  | 'setRole'
  | 'duplicateComparison'
  | 'compareWithTarget'
>;

const CYCLE: ComparisonLayout[] = ['side-by-side', 'swipe', 'single'];

/** How images stand beside one another, and how much they agree. */
export function comparisonActions(workspace: Workspace): ComparisonActions {
  const setLayout = (layout: ComparisonLayout): void => {
    if (workspace.comparison) workspace.comparison.layout = layout;
  };

  const compareWithTarget = async (): Promise<void> => {
    const { comparison, messages } = workspace;
    const target = comparison?.target;
    if (!comparison || !target) {
      messages.say(
        'info',
        'No image here is the target. Open it, add it to the comparison, and choose "This image is: target".',
      );
      return;
    }
    const others = comparison.members.filter((member) => member !== target);
    const comparable = others.filter((member) => isComparable(member.image, target.image));
    if (comparable.length === 0) {
      messages.say(
        'info',
        `No complete image here has the size of ${target.image.name}. Numbers are measured between images of the same pixels and planes.`,
      );
    }
    for (const member of comparable) await measureAgreement(workspace, comparison, member);
  };

  return {
    setLayout,
    nextLayout() {
      const { comparison } = workspace;
      if (comparison) setLayout(CYCLE[(CYCLE.indexOf(comparison.layout) + 1) % CYCLE.length]!);
    },
    addToComparison: () => void (workspace.overlay = 'add-image'),
    async removeFromComparison() {
      const { comparison, image } = workspace;
      if (!comparison || !image || !(await mayRemove(workspace, comparison, image))) return;
      comparison.remove(image);
      await workspace.releaseUnused();
    },
    toggleLinkedSlices() {
      const { comparison } = workspace;
      if (comparison) comparison.linkPosition = !comparison.linkPosition;
    },
    setRole(role) {
      const { comparison } = workspace;
      if (!comparison?.active) return;
      for (const member of comparison.members) {
        if (role === 'target' && member.role === 'target') member.role = 'other'; // there is one target
        member.agreement = null;
      }
      comparison.active.role = role;
      if (comparison.target && comparison.members.length > 1) void compareWithTarget();
    },
    duplicateComparison() {
      if (workspace.comparison) workspace.compare([...workspace.comparison.images]);
    },
    compareWithTarget,
  };
}
