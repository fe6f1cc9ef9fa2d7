/** The models that a provenance record (JSON) names: one for all channels, or one for each. */
export function modelsIn(provenance: string | null): string[] {
  if (provenance === null) return [];
  try {
    const record = JSON.parse(provenance) as {
      model?: { name?: unknown };
      models?: { model?: { name?: unknown } }[];
    };
    const names = [record.model?.name, ...(record.models ?? []).map(({ model }) => model?.name)];
    return [...new Set(names.filter((name) => typeof name === 'string'))];
  } catch {
    return []; // a record of another program
  }
}
