using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class LessonsTable() : SampleTable(
    "lessons",
    ("id", ColumnKind.BigInteger),
    ("course_id", ColumnKind.BigInteger),
    ("slug", ColumnKind.Text),
    ("title", ColumnKind.Text),
    ("position", ColumnKind.Integer))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        Curriculum.Lessons.Select(lesson => new object?[] { lesson.Id, lesson.CourseId, lesson.Slug, lesson.Title, lesson.Position });
}
