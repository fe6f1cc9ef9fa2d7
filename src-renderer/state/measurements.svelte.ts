/** A row of the table of measurements. Lengths and areas are in `unit` ("µm") or pixels. */
export interface Measurement {
  number: number;
  image: string;
  slice: string;
  selection: string;
  area: number;
  unit: 'µm' | 'px';
  mean: number | null;
  std: number | null;
  min: number | null;
  max: number | null;
}

/** What was measured in this window. */
export class Measurements {
  rows = $state.raw<Measurement[]>([]);

  add(row: Omit<Measurement, 'number'>): void {
    this.rows = [...this.rows, { number: this.rows.length + 1, ...row }];
  }

  clear(): void {
    this.rows = [];
  }
}
