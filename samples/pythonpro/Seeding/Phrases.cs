using Bogus;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>What learners write and run.</summary>
internal static class Phrases
{
    private static readonly string[] Things = ["list comprehensions", "the walrus operator", "context managers", "generators", "dataclasses", "f-strings", "type hints", "closures", "asyncio tasks", "pathlib", "virtual environments", "pytest fixtures"];
    private static readonly string[] Openings = ["I finally understand {0}.", "Could somebody explain {0} once more?", "The example on {0} fails on Python 3.12 for me.", "Best explanation of {0} I have read so far.", "Là phần hay nhất về {0}!", "Super erklärt, vor allem {0}.", "{0} の説明がとても分かりやすいです。", "Is there an exercise for {0}?"];
    private static readonly string[] Details = ["The second snippet made it click.", "I had to read it twice.", "Does it work the same way with nested dicts?", "My colleague at work does it differently.", "Thanks for taking the time.", "A diagram would help here.", "I used it in my thesis project."];
    private static readonly string[] Answers = ["Same here, {0} took me a week.", "Try it in the interactive tool first, then look at {0} again.", "The docs on {0} have a good note about this.", "You need to import it; {0} is not a builtin.", "Good question. With {0} the order matters.", "Thanks, that solved it!", "I disagree: {0} is clearer that way."];
    private static readonly string[] Subjects = ["Cannot sign in", "Question about an invoice", "Mistake in a lesson", "Certificate", "Suggestion", "Student discount", "My e-mail address"];
    private static readonly string[] Programs =
    [
        "for i in range({0}):\n    print(i * i)\n",
        "from collections import Counter\nprint(Counter('mississippi').most_common({0}))\n",
        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n\nprint(fib({0}))\n",
        "import random\nprint(random.sample(range(100), {0}))\n",
        "print({0} / 0)\n",
    ];

    public static string Comment(Randomizer dice) =>
        Fill(dice.ArrayElement(Openings), dice) + " " + dice.ArrayElement(Details);

    public static string Reply(Randomizer dice) => Fill(dice.ArrayElement(Answers), dice);

    public static string Subject(Randomizer dice) => dice.ArrayElement(Subjects);

    public static string Message(Randomizer dice) =>
        $"Hello,\n\n{Comment(dice)} {dice.ArrayElement(Details)}\n\nBest regards";

    public static string[] Interests(Randomizer dice) => dice.ArrayElements(Things, dice.Number(0, 4));

    public static (string Source, string Output, int ExitCode) Program(Randomizer dice)
    {
        var number = dice.Number(2, 9);
        var index = dice.Number(0, Programs.Length - 1);
        var source = Programs[index].Replace("{0}", $"{(char)('0' + number)}", StringComparison.Ordinal);
        return index switch
        {
            0 => (source, string.Concat(Enumerable.Range(0, number).Select(i => FormattableString.Invariant($"{i * i}\n"))), 0),
            1 => (source, "[('i', 4), ('s', 4)]\n", 0),
            4 => (source, "Traceback (most recent call last):\n  File \"main.py\", line 1, in <module>\nZeroDivisionError: division by zero\n", 1),
            _ => (source, FormattableString.Invariant($"{dice.Number(1, 99)}\n"), 0),
        };
    }

    private static string Fill(string sentence, Randomizer dice) =>
        sentence.Replace("{0}", dice.ArrayElement(Things), StringComparison.Ordinal);
}
