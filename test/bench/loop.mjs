// Reads every page of /devices, one after the other, and parses it.

export async function loop(root, get) {
  const { origin, pathname } = new URL(root);
  const headers = { authorization: 'Zoho-oauthtoken any', accept: 'application/json' };
  let [rows, query] = [0, '?limit=1000'];
  for (;;) {
    const { body } = await get(origin, `${pathname}/devices${query}`, headers);
    const { data, meta } = JSON.parse(await body.text());
    rows += data.length;
    if (meta.is_last) break;
    query = `?limit=1000&cursor=${encodeURIComponent(meta.next_cursor)}`;
  }
  process.stdout.write(`${rows}\n`);
  // Connections are kept alive; trueup closes its own.
  process.exit(0);
}
