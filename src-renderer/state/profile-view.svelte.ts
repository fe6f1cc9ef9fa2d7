import { LineProfile } from './profile.svelte';
import type { Workspace } from './workspace.svelte';

/** The line profile of a window: that of the comparison in front, and how it is plotted. */
export class ProfileView {
  /** Values from 0 to 1 as in figures 1 and 5 of the paper; else counts as they are stored. */
  isNormalised = $state(true);
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  readonly profile = $derived.by(() => {
    const { comparison, api } = this.#workspace;
    return comparison && new LineProfile(api, comparison);
  });
}

const views = new WeakMap<Workspace, ProfileView>();

/** The profile view of a window, made when it is first asked for. */
export function profileViewOf(workspace: Workspace): ProfileView {
  const known = views.get(workspace);
  if (known) return known;
  let view!: ProfileView;
  // It outlives the component that asks first, and so must what it derives.
  $effect.root(() => void (view = new ProfileView(workspace)));
  views.set(workspace, view);
  return view;
}
