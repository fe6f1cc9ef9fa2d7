/** Micrometres in a unit of length, by the names that microscopes and ImageJ write (lower case). */
const UM = new Map(
  Object.entries({
    '\u00b5m': 1,
    '\u03bcm': 1,
    um: 1,
    micron: 1,
    microns: 1,
    micrometer: 1,
    micrometers: 1,
    micrometre: 1,
    micrometres: 1,
    nm: 1e-3,
    nanometer: 1e-3,
    nanometers: 1e-3,
    pm: 1e-6,
    '\u00e5': 1e-4,
    angstrom: 1e-4,
    mm: 1e3,
    millimeter: 1e3,
    millimeters: 1e3,
    cm: 1e4,
    centimeter: 1e4,
    dm: 1e5,
    m: 1e6,
    meter: 1e6,
    km: 1e9,
    inch: 25400,
    in: 25400,
    '"': 25400,
  }),
);

/** Seconds in a unit of time. */
const SECONDS = new Map(
  Object.entries({
    s: 1,
    sec: 1,
    secs: 1,
    second: 1,
    seconds: 1,
    ms: 1e-3,
    msec: 1e-3,
    millisecond: 1e-3,
    milliseconds: 1e-3,
    '\u00b5s': 1e-6,
    '\u03bcs': 1e-6,
    us: 1e-6,
    usec: 1e-6,
    ns: 1e-9,
    min: 60,
    minute: 60,
    minutes: 60,
    h: 3600,
    hr: 3600,
    hour: 3600,
    hours: 3600,
    d: 86400,
    day: 86400,
    days: 86400,
  }),
);

/** The name of a unit as the tables have it: ImageJ writes the micro sign as an escape, others as mis-encoded UTF-8. */
function normal(unit: string): string {
  return unit
    .trim()
    .replace(/\\u00[bB]5/g, '\u00b5')
    .replace(/\u00c2\u00b5/g, '\u00b5')
    .toLowerCase();
}

/** A length in micrometres, or null where the unit is not one of length ("pixel", ""). */
export function lengthInUm(value: number, unit: string): number | null {
  const factor = UM.get(normal(unit));
  return factor === undefined || !Number.isFinite(value) || value <= 0 ? null : value * factor;
}

/** A time in seconds, or null where the unit is not one of time. */
export function timeInS(value: number, unit: string): number | null {
  const factor = SECONDS.get(normal(unit));
  return factor === undefined || !Number.isFinite(value) || value <= 0 ? null : value * factor;
}
