import type { ComparisonLayout, WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from '../state/workspace.svelte';

type ComparisonActions = Pick<
  WindowActions,
  'setLayout' | 'nextLayout' | 'addToComparison' | 'setRole' | 'duplicateComparison' | 'compareWithTarget'
>;

const CYCLE: ComparisonLayout[] = ['side-by-side', 'swipe', 'single'];

/** How images stand beside one another, and how much they agree. */
export function comparisonActions(workspace: Workspace): ComparisonActions {
  const setLayout = (layout: ComparisonLayout): void => {
    if (workspace.comparison) workspace.comparison.layout = layout;
  };

  const compareWithTarget = async (): Promise<void> => {
    const { comparison, api, jobs, messages } = workspace;
    const target = comparison?.target;
    if (!comparison || !target) {
      messages.say(
        'info',
        'No image here is the target. Open it, add it to the comparison, and choose "This image is: target".',
      );
      return;
    }
    for (const member of comparison.members) {
      if (member === target || member.image.tiles) continue;
      try {
        const report = await jobs.run(`Comparing ${member.image.name} with ${target.image.name}`, (options) =>
          api.compareImages({ image: member.image.id, reference: target.image.id }, options),
        );
        member.agreement = report ?? null;
      } catch (error) {
        messages.fail(error);
      }
    }
  };

  return {
    setLayout,
    nextLayout() {
      const { comparison } = workspace;
      if (comparison) setLayout(CYCLE[(CYCLE.indexOf(comparison.layout) + 1) % CYCLE.length]!);
    },
    addToComparison: () => void (workspace.overlay = 'add-image'),
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
