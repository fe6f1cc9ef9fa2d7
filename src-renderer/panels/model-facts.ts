import type { ImportedModelFacts } from '../../src-main/contract/model';
import { parseNumber } from '../controls/number-text';

/** What a person typed about a model that is imported. */
export interface TypedModelFacts {
  name: string;
  description: string;
  pixelSize: string;
}

/** The same as the application takes it; null with a sentence for each field that cannot be taken. */
export interface ModelFacts {
  facts: ImportedModelFacts | null;
  refusals: Record<keyof TypedModelFacts, string>;
}

const LONGEST_NAME = 200;
const LONGEST_DESCRIPTION = 2000;

/** Reads what was typed. Only the name has to be there. */
export function modelFacts(typed: TypedModelFacts): ModelFacts {
  const [name, description] = [typed.name.trim(), typed.description.trim()];
  const size =
    typed.pixelSize.trim() === '' ? null : parseNumber(typed.pixelSize, { min: 0.001, max: 100 }, 'µm');
  const refusals = {
    name: name === '' ? 'A model needs a name.' : tooLong(name, LONGEST_NAME),
    description: tooLong(description, LONGEST_DESCRIPTION),
    pixelSize: size?.refusal ?? '',
  };
  if (Object.values(refusals).some((refusal) => refusal !== '')) return { facts: null, refusals };
  return {
    facts: {
      name,
      ...(description === '' ? {} : { description }),
      ...(size?.value === undefined ? {} : { pixelSizeUm: size.value }),
    },
    refusals,
  };
}

/** What a weight file is called without its ending. */
export function nameOfWeights(fileName: string): string {
  return fileName.replace(/\.pth?$/i, '');
}

function tooLong(text: string, most: number): string {
  return text.length > most ? `${text.length} letters; at most ${most} are taken.` : '';
}
