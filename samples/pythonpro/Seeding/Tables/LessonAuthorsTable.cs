using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class LessonAuthorsTable() : SampleTable(
    "lesson_authors",
    ("id", ColumnKind.BigInteger),
    ("lesson_id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("role", ColumnKind.Text),
    ("added_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        var everybody = world.Active.ToArray();
        foreach (var lesson in Curriculum.Lessons)
        {
            var dice = world.Dice(Name, lesson.Id);
            var author = lesson.Id % 4 == 0 ? world.Person(PythonProPeople.Moderator) : dice.ArrayElement(everybody);
            yield return [lesson.Id, lesson.Id, author.Id, lesson.Id % 5 == 0 ? "reviewer" : "author", dice.Between(author.CreatedAt, world.Now)];
        }
    }
}
