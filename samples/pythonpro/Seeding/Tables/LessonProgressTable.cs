using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class LessonProgressTable() : SampleTable(
    "lesson_progress",
    ("user_id", ColumnKind.BigInteger),
    ("lesson_id", ColumnKind.BigInteger),
    ("percent", ColumnKind.Integer),
    ("seconds_spent", ColumnKind.Integer),
    ("started_at", ColumnKind.Moment),
    ("completed_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        foreach (var person in world.Active)
        {
            var dice = world.Dice(Name, person.Id);
            var lessons = Lessons(world, person);
            for (var lesson = 1L; lesson <= lessons; lesson++)
            {
                var percent = lesson == lessons ? dice.Number(5, 95) : 100;
                var started = dice.Between(person.CreatedAt, world.Now);
                yield return
                [
                    person.Id,
                    lesson,
                    percent,
                    dice.Number(60, 5400),
                    started,
                    percent == 100 ? dice.Between(started, world.Now) : null,
                ];
            }
        }
    }

    /// <summary>How many lessons a person has begun; they are taken in order.</summary>
    public static int Lessons(World world, Person person) => person.Id == PythonProPeople.Heavy
        ? Curriculum.Lessons.Count
        : 1 + world.Dice("lessons begun", person.Id).Skewed((int)(10 + (person.Activity * 45)));
}
