namespace DataRights.Mapping.Loading;

/// <summary>Guesses which known word was meant.</summary>
internal static class Suggestion
{
    private const int LongestCompared = 80;

    /// <summary><c>Did you mean 'email'?</c> when a known word is near, else the list of them.</summary>
    public static string For(string word, IEnumerable<string> known, string noun)
    {
        var words = known.ToList();
        return Nearest(word, words) is { } nearest ? $"Did you mean '{nearest}'?"
            : words.Count == 0 ? $"Declare {noun} first."
            : $"Use one of: {string.Join(", ", words.Take(20))}{(words.Count > 20 ? ", …" : "")}.";
    }

    /// <summary>The known word that was most likely meant; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) =>
        known.Select(w => (Word: w, Distance: Distance(word, w)))
            .Where(w => w.Distance <= Math.Max(1, Math.Min(w.Word.Length, word.Length) / 3))
            .OrderBy(w => w.Distance)
            .Select(w => w.Word)
            .FirstOrDefault();

    private static int Distance(string left, string right)
    {
        if (left.Length > LongestCompared || right.Length > LongestCompared)
        {
            return int.MaxValue;
        }

        // Edits and swaps of neighbours, each counted one (optimal string alignment), without regard to case.
        left = left.ToLowerInvariant();
        right = right.ToLowerInvariant();
        var beforePrevious = new int[right.Length + 1];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            (beforePrevious, previous) = (previous, current);
        }

        return previous[right.Length];
    }
}
