namespace DataRights.Export.Pages;

/// <summary>
/// The pages' only script: adds a search field and sorting to a table of records. Texts come from the table's own attributes; it
/// makes elements and texts, never markup. Without it everything is shown.
/// </summary>
internal static class PageScript
{
    public const string Code = """
        'use strict';
        for (const table of document.querySelectorAll('table[data-search]')) {
          const body = table.tBodies[0], rows = [...body.rows], words = table.dataset, language = document.documentElement.lang;
          const order = new Intl.Collator(language, { numeric: true });
          const value = cell => cell.dataset.value ?? cell.querySelector('time')?.dateTime ?? (cell.classList.contains('null') ? '' : cell.textContent);
          const texts = rows.map(row => [...row.cells].map(cell => cell.textContent + ' ' + value(cell)).join('\n').toLocaleLowerCase(language));
          const find = document.createElement('p'), label = document.createElement('label'), field = document.createElement('input'), said = document.createElement('span');
          find.className = 'find';
          field.type = 'search';
          field.dir = 'auto';
          field.autocomplete = 'off';
          said.setAttribute('role', 'status');
          label.append(words.search, field);
          find.append(label, said);
          table.closest('.scroll').before(find);
          field.addEventListener('input', () => {
            const sought = field.value.trim().toLocaleLowerCase(language);
            let found = 0;
            rows.forEach((row, i) => { row.hidden = !texts[i].includes(sought); found += row.hidden ? 0 : 1; });
            said.textContent = words.found.replace('{0}', found).replace('{1}', rows.length);
          });
          table.classList.add('live');
          table.tHead.setAttribute('aria-label', words.sort);
          [...table.tHead.rows[0].cells].forEach((head, column) => {
            const button = document.createElement('button');
            button.type = 'button';
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener('click', () => {
              const up = head.getAttribute('aria-sort') !== 'ascending', numeric = head.classList.contains('number');
              for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
              head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
              const keyed = [...body.rows].map(row => ({ row, key: value(row.cells[column]) }));
              keyed.sort((a, b) => {
                if (a.key === '' || b.key === '') return (a.key === '') - (b.key === '');
                const by = (numeric && a.key - b.key) || order.compare(a.key, b.key);
                return up ? by : -by;
              });
              body.append(...keyed.map(k => k.row));
            });
          });
        }
        """;
}
