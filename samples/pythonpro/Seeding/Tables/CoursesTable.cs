using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class CoursesTable() : SampleTable(
    "courses",
    ("id", ColumnKind.BigInteger),
    ("slug", ColumnKind.Text),
    ("title", ColumnKind.Text))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        Curriculum.Courses.Select((course, i) => new object?[] { i + 1L, course.Slug, course.Title });
}
