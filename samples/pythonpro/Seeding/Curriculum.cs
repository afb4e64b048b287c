namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>The courses and lessons, which are nobody's personal data. A lesson's id is its index plus one.</summary>
internal static class Curriculum
{
    public static IReadOnlyList<(string Slug, string Title)> Courses { get; } =
    [
        ("first-steps", "First steps in Python"),
        ("data-structures", "Data structures"),
        ("functions", "Functions and modules"),
        ("files-and-text", "Files and text"),
        ("async", "Concurrency and asyncio"),
        ("testing", "Testing and packaging"),
    ];

    public static IReadOnlyList<string> Topics { get; } =
        ["overview", "syntax", "values", "patterns", "pitfalls", "debugging", "exercise", "performance", "project", "review"];

    public static IReadOnlyList<Lesson> Lessons { get; } =
    [
        .. Courses.SelectMany((course, c) => Topics.Select((topic, t) =>
            new Lesson((c * Topics.Count) + t + 1, c + 1, $"{course.Slug}-{topic}", $"{course.Title}: {topic}", t + 1))),
    ];

    public sealed record Lesson(long Id, long CourseId, string Slug, string Title, int Position);
}
