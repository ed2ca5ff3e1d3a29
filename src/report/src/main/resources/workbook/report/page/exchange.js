// What lies between two tasks: the sender's buffers, credit and its gate, the receiver's buffers.

const EXCHANGE_WIDTH = 124;

function exchangeView(parent, x, y, exchange, reader) {
    const senderBuffers = at(exchange.senderBuffers, current);
    const receiverBuffers = at(exchange.receiverBuffers, current);
    const local = receiverBuffers === 0;
    const group = draw('g', {}, parent);
    draw('title', {}, group, exchange.name);
    const out = x + 9;
    const incoming = x + EXCHANGE_WIDTH - 9 - CELLS_WIDTH;
    const from = local ? x + 3 : out + CELLS_WIDTH + 3;
    const to = local ? x + EXCHANGE_WIDTH - 3 : incoming - 3;
    const centre = x + EXCHANGE_WIDTH / 2;
    const path = local ? null : draw('path', {d: `M${from} ${y + 76}H${to - 2}`, class: 'flow'}, group);
    const senderX = local ? centre - CELLS_WIDTH / 2 : out;
    const sender = cells(group, senderX, y + 33, senderBuffers, 0, exchange.colour);
    words(group, senderX + CELLS_WIDTH / 2, y + 26, 12, local ? 'buffers' : 'out', {...middle, ...mute});
    const senderCount = words(group, senderX + CELLS_WIDTH / 2, y + 132, 12, '', {...middle, ...mute});
    const records = words(group, centre, y + 152, 12, '', {...middle, ...mute});
    if (local) {
        const flows = [
            [from, senderX - 3],
            [senderX + CELLS_WIDTH + 3, to],
        ].map(([a, b]) => draw('path', {d: `M${a} ${y + 76}H${b - 2}`, class: 'flow'}, group));
        return i => {
            sender(at(exchange.senderBuffersUsed, i));
            write(senderCount, `${at(exchange.senderBuffersUsed, i)}/${at(exchange.senderBuffers, i)}`);
            write(records, grouped(at(exchange.records, i)) + ' rec.');
            flows.forEach(each => flow(each, at(reader.recordsPerSecond, i)));
        };
    }
    const receiver = cells(group, incoming, y + 33, receiverBuffers, settings.exclusiveBuffers, exchange.colour);
    words(group, incoming + CELLS_WIDTH / 2, y + 26, 12, 'in', {...middle, ...mute});
    const receiverCount = words(group, incoming + CELLS_WIDTH / 2, y + 132, 12, '', {...middle, ...mute});
    const credit = words(group, centre, y + 52, 19, '', {...middle, 'font-weight': 700});
    const creditName = words(group, centre, y + 108, 11.5, '', {...middle, ...mute});
    const gate = [0, 1].map(k => box(group, centre - 3, y + 60 + k * 16.5, 6, 15.5, {rx: 2, fill: 'var(--ink)'}));
    return i => {
        const left = at(exchange.credit, i);
        sender(at(exchange.senderBuffersUsed, i));
        receiver(at(exchange.receiverBuffersUsed, i));
        write(senderCount, `${at(exchange.senderBuffersUsed, i)}/${at(exchange.senderBuffers, i)}`);
        write(receiverCount, `${at(exchange.receiverBuffersUsed, i)}/${at(exchange.receiverBuffers, i)}`);
        write(records, grouped(at(exchange.records, i)) + ' rec.');
        write(credit, String(left));
        write(creditName, left === 1 ? 'credit' : 'credits');
        gate.forEach(each => change(each, {visibility: left === 0 ? 'visible' : 'hidden'}));
        flow(path, at(reader.recordsPerSecond, i), left === 0);
    };
}

// Dashes for what flows; fewer for less.
function flow(path, perSecond, stopped = false) {
    const full = Math.max(1, settings.inPerSecond);
    change(path, {
        class: stopped || perSecond === 0 ? 'flow stopped' : 'flow',
        'stroke-dasharray': perSecond > full / 2 ? '7 6' : '2.5 10.5',
    });
}
