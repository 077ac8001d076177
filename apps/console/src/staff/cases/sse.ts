/** One message of a stream of server-sent events. */
export interface Message {
  readonly event: string;
  readonly data: string;
  readonly id: string | null;
}

function messageOf(block: string): Message | null {
  let event = 'message';
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    // A line that begins with a colon is a sign of life, and nothing else.
    if (colon <= 0) continue;
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
    if (name === 'event') event = value;
    else if (name === 'id') id = value;
    else if (name === 'data') data.push(value);
  }
  return data.length === 0 ? null : { event, data: data.join('\n'), id };
}

/** Takes whole messages off the beginning of what has come; what is not whole yet stays. */
export function takeMessages(come: string): {
  readonly messages: Message[];
  readonly rest: string;
} {
  const blocks = come.split('\n\n');
  const rest = blocks.pop() ?? '';
  return { messages: blocks.map(messageOf).filter((one) => one !== null), rest };
}
