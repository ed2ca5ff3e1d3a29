// Buffers as cells that fill from below. The exclusive ones have a bold edge.

const CELLS_WIDTH = 31;
const CELLS_HEIGHT = 82;

function cells(parent, x, y, total, exclusive, colour) {
    if (total > 84) return gauge(parent, x + 5, y, CELLS_WIDTH - 10, CELLS_HEIGHT, colour, total);
    const across = total <= 10 ? 2 : total <= 21 ? 3 : total <= 44 ? 4 : 6;
    const up = Math.max(5, Math.ceil(total / across));
    const gap = across === 2 ? 3 : 2;
    const size = Math.min((CELLS_WIDTH - (across - 1) * gap) / across, (CELLS_HEIGHT - (up - 1) * gap) / up);
    const all = [];
    for (let k = 0; k < total; k++) {
        all.push(
            box(
                parent,
                x + (k % across) * (size + gap),
                y + CELLS_HEIGHT - size - Math.floor(k / across) * (size + gap),
                size,
                size,
                {
                    rx: size / 6,
                    fill: 'var(--cell)',
                    stroke: 'var(--cell-edge)',
                    'stroke-width': k < exclusive ? 2.2 : 1,
                },
            ),
        );
    }
    let before = 0;
    return used => {
        const now = Math.min(used, total);
        for (let k = Math.min(before, now); k < Math.max(before, now); k++) {
            change(
                all[k],
                k < now ? {fill: colour, stroke: 'var(--d-edge)'} : {fill: 'var(--cell)', stroke: 'var(--cell-edge)'},
            );
        }
        before = now;
    };
}

// Too many to count, or not made of cells at all.
function gauge(parent, x, y, width, height, colour, total) {
    box(parent, x, y, width, height, {rx: 4, fill: 'var(--cell)', stroke: 'var(--cell-edge)'});
    const water = box(parent, x, y, width, 0, {rx: 4, fill: colour, stroke: 'var(--d-edge)'});
    return used => {
        const full = height * Math.min(1, total ? used / total : 0);
        change(water, {y: y + height - full, height: full, 'stroke-width': full > 0 ? 1 : 0});
    };
}
