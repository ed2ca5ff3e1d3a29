// What went wrong, where it can't be overlooked.

const PASSES_AFTER_MILLIS = 6000;

function notice(kind, title, text, {button, does, passing} = {}) {
    const key = JSON.stringify([title, text]);
    const before = byId('notice-' + kind);
    if (before && before.dataset.key === key) return;
    unnotice(kind);
    const box = document.createElement('div');
    box.id = 'notice-' + kind;
    box.className = 'notice';
    box.dataset.key = key;
    const heading = document.createElement('p');
    heading.className = 'notice-title';
    heading.textContent = title;
    const words = document.createElement('p');
    words.className = 'notice-text';
    words.textContent = text.trim();
    box.append(heading, words);
    if (button) {
        const act = document.createElement('button');
        act.type = 'button';
        act.textContent = button;
        act.addEventListener('click', () => tell(does));
        box.append(act);
    }
    byId('notices').append(box);
    if (passing) setTimeout(() => box.remove(), PASSES_AFTER_MILLIS);
}

function unnotice(kind) {
    byId('notice-' + kind)?.remove();
}
