import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { type Item, toAttribute, type Value } from "./item.ts";

export interface Edit {
  /** Null removes the attribute. */
  readonly set?: Readonly<Record<string, Value | null>>;
  /** Set only where the attribute is missing. */
  readonly initially?: Readonly<Record<string, Value>>;
  readonly add?: Readonly<Record<string, number>>;
  /** Speaks of attributes as `#name`, and of values as `:name` as given in `where`. */
  readonly condition?: string;
  readonly where?: Readonly<Record<string, Value>>;
}

export interface UpdateExpressions {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

/** Update expressions of an edit, every attribute by an alias: many plain words are reserved. */
export function toUpdate({ set = {}, initially = {}, add = {}, condition, where = {} }: Edit): UpdateExpressions {
  const values: Item = {};
  const bind = (name: string, value: Value) => {
    values[`:${name}`] = toAttribute(value);
  };
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [name, value] of Object.entries(set)) {
    if (value === null) removes.push(`#${name}`);
    else {
      sets.push(`#${name} = :${name}`);
      bind(name, value);
    }
  }
  for (const [name, value] of Object.entries(initially)) {
    sets.push(`#${name} = if_not_exists(#${name}, :${name})`);
    bind(name, value);
  }
  const adds = Object.keys(add).map((name) => `#${name} :${name}`);
  for (const [name, value] of [...Object.entries(add), ...Object.entries(where)]) bind(name, value);
  const UpdateExpression = [
    sets.length > 0 && `SET ${sets.join(", ")}`,
    removes.length > 0 && `REMOVE ${removes.join(", ")}`,
    adds.length > 0 && `ADD ${adds.join(", ")}`,
  ]
    .filter(Boolean)
    .join(" ");
  return {
    UpdateExpression,
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
    ExpressionAttributeNames: aliases(`${UpdateExpression} ${condition ?? ""}`),
    ExpressionAttributeValues: values,
  };
}

/** The names that an expression speaks of as `#name`. */
export function aliases(expression: string): Record<string, string> {
  return Object.fromEntries([...expression.matchAll(/#(\w+)/g)].map(([alias, name]) => [alias, name as string]));
}
