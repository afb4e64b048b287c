namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>A comment under a lesson; its parent is another one under the same lesson.</summary>
internal sealed record Comment(
    long Id,
    long LessonId,
    long? ParentId,
    Person Author,
    string Body,
    DateTimeOffset CreatedAt,
    bool Moderated);
