import { z } from 'zod';

/**
 * What a person sets once: shared by the preferences, the settings file and what reads them. Unknown keys of an older or
 * newer file are dropped, missing ones have their default.
 */
export const SettingsSchema = z.object({
  /** "system" follows the computer's light, dark or high-contrast setting. */
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']).default('system'),
  /** Size of everything in the window, in per cent. */
  uiScale: z.int().min(80).max(200).default(100),
  /** The model the Super-resolve button uses; its name. */
  model: z.string().nullable().default(null),
  /** Frames a second when a stack is played. */
  playFps: z.number().min(0.1).max(100).default(10),
  /** Whether scale bars are drawn on calibrated images. */
  scaleBar: z.boolean().default(true),
  /** Averaging width of a new line, in pixels. */
  lineWidth: z.int().min(1).max(200).default(5),
  /** Files and folders opened last, the newest first. */
  recent: z
    .array(z.object({ path: z.string(), contents: z.string(), openedAt: z.string() }))
    .max(20)
    .default([]),
});
export type Settings = z.infer<typeof SettingsSchema>;

/** The settings before anything was set. */
export const DEFAULT_SETTINGS: Settings = SettingsSchema.parse({});
