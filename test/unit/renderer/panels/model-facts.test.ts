import { describe, expect, it } from 'vitest';
import { modelFacts, nameOfWeights } from '../../../../src-renderer/panels/model-facts';

describe('what is said of a model that is imported', () => {
  it('is what was typed; what was not is left out', () => {
    expect(modelFacts({ name: ' bpae ', description: '', pixelSize: ' ' }).facts).toEqual({ name: 'bpae' });
    expect(
      modelFacts({ name: 'bpae', description: 'Mitochondria, BPAE', pixelSize: '0,2 µm' }).facts,
    ).toEqual({ name: 'bpae', description: 'Mitochondria, BPAE', pixelSizeUm: 0.2 });
  });

  it('is refused field by field', () => {
    const { facts, refusals } = modelFacts({ name: ' ', description: 'x'.repeat(2001), pixelSize: '200' });
    expect(facts).toBeNull();
    expect(refusals).toEqual({
      name: 'A model needs a name.',
      description: '2001 letters; at most 2000 are taken.',
      pixelSize: 'From 0.001 to 100 µm.',
    });
  });

  it('begins with the name of the file', () => {
    expect(nameOfWeights('denseed-363-bpae.pth')).toBe('denseed-363-bpae');
  });
});
