import type { LucideIcon } from '@lucide/svelte';

/** A picture of the lucide set, imported alone: `@lucide/svelte/icons/<name>`. */
export type IconComponent = LucideIcon;
