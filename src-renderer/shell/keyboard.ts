import { askToStop } from '../actions/closing';
import type { Workspace } from '../state/workspace.svelte';
import { windowCommands, type Commands } from './commands.svelte';
import { chordsPressed, commandFor, keyMapOf, worksWhileTyping } from './shortcuts';

const keys = keyMapOf(windowCommands);
const isMac = /mac/i.test(navigator.userAgent);

/** Makes keys run commands in the whole window; answers how to end it. `openMenu` is F10. */
export function listenToKeys(workspace: Workspace, commands: Commands, openMenu: () => void): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape') return void cancel(workspace, commands);
    if (workspace.isCovered) return;
    if (event.key === 'F10' && !event.shiftKey) {
      event.preventDefault();
      openMenu();
      return;
    }
    const command = commandFor(event, keys, isMac);
    if (!command) return;
    if (isTextField(event.target) && !chordsPressed(event, isMac).some(worksWhileTyping)) return;
    if (command.shortcut === 'C' && (event.ctrlKey || event.metaKey) && hasSelectedText()) return;
    event.preventDefault();
    if (event.repeat && !REPEATING.has(command.id)) return;
    void commands.run(command.id);
  };
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}

/** Commands that go on while their key is held. */
const REPEATING = new Set([
  'next slice',
  'previous slice',
  'zoom in',
  'zoom out',
  'next tab',
  'previous tab',
]);

/** Escape, where no drag and no overlay took it: asks whether the work under way is stopped. */
async function cancel(workspace: Workspace, commands: Commands): Promise<void> {
  if (workspace.overlay !== null) {
    workspace.overlay = null;
    return;
  }
  if (workspace.isCovered) return;
  if (workspace.isNarrow && workspace.sidePanel) {
    workspace.sidePanel = false; // it lies over the panes there
    return;
  }
  const running = workspace.jobs.running;
  if (running.length > 0 && (await askToStop(workspace, running))) await commands.run('cancel');
}

/** Whether keys type there. */
function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement)
    return !['range', 'checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

function hasSelectedText(): boolean {
  return (window.getSelection()?.toString() ?? '') !== '';
}
