import type { Command } from '../../src-main/commands/command';
import { commands as table } from '../../src-main/commands/table';
import type { WindowActions } from '../../src-main/commands/window-actions';
import { useActions, useWorkspace } from '../state/context';
import type { Workspace } from '../state/workspace.svelte';

/** The commands of a window: those of the one table that have something to do here. */
export const windowCommands: readonly Command[] = table.filter(({ act }) => act !== undefined);

const byId = new Map(windowCommands.map((command) => [command.id, command]));

/** Runs the table's commands in a window. What a command throws becomes a message. */
export class Commands {
  readonly #workspace: Workspace;
  readonly #actions: WindowActions;

  constructor(workspace: Workspace, actions: WindowActions) {
    this.#workspace = workspace;
    this.#actions = actions;
  }

  /** The command of that id. Throws where the table has none: a mistake in the code. */
  find(id: string): Command {
    const command = byId.get(id);
    if (!command) throw new Error(`There is no command "${id}" in the table.`);
    return command;
  }

  /** Whether it can be done now. */
  canRun(id: string): boolean {
    return this.find(id).when?.(this.#workspace.state) ?? true;
  }

  /** Whether it is a choice that is on; undefined where it is none. */
  isOn(id: string): boolean | undefined {
    return this.find(id).on?.(this.#workspace.state);
  }

  /** Does it, where it can be done now. */
  async run(id: string): Promise<void> {
    if (!this.canRun(id)) return;
    try {
      await this.find(id).act!(this.#actions, {});
    } catch (error) {
      this.#workspace.messages.fail(error);
    }
  }
}

/** The commands of the window a component stands in. Called while the component is made. */
export function useCommands(): Commands {
  return new Commands(useWorkspace(), useActions());
}
