using Bogus;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>Grows trees of comments in which replies are mostly other people's.</summary>
internal sealed class CommentForest
{
    private readonly World world;
    private readonly List<Comment> all = [];
    private readonly List<Comment>[] byLesson = [.. Curriculum.Lessons.Select(_ => new List<Comment>())];
    private readonly Person[] writers;

    private CommentForest(World world)
    {
        this.world = world;

        // The busier a person, the more often in the list. The zero-row person is never in it.
        writers = [.. world.Active.SelectMany(p => Enumerable.Repeat(p, 1 + (int)(p.Activity * 8)))];
    }

    public static IReadOnlyList<Comment> Grow(World world)
    {
        var forest = new CommentForest(world);
        forest.AddHostile();
        forest.AddMuchAnswered();
        forest.AddFor(PythonProPeople.Ordinary, 12);
        forest.AddFor(PythonProPeople.Heavy, 400);
        forest.AddEverybodyElse();
        return forest.all;
    }

    private void AddHostile()
    {
        (long Person, string Body)[] hostile =
        [
            (PythonProPeople.ScriptTag, HostileTexts.ScriptTag),
            (PythonProPeople.ScriptTag, HostileTexts.ScriptBreakout),
            (PythonProPeople.SpreadsheetFormula, HostileTexts.Formula),
            (PythonProPeople.SpreadsheetFormula, HostileTexts.FormulaLines),
            (PythonProPeople.RightToLeft, HostileTexts.RightToLeftText),
            (PythonProPeople.Emoji, HostileTexts.EmojiText),
            (PythonProPeople.MegabyteText, HostileTexts.Megabyte()),
        ];
        foreach (var (person, body) in hostile)
        {
            var dice = NextDice();
            Add(dice, Lesson(dice), null, world.Person(person), body);
        }
    }

    private void AddMuchAnswered()
    {
        var author = world.Person(PythonProPeople.MuchAnswered);
        for (var i = 0; i < 30; i++)
        {
            var dice = NextDice();
            var thread = new List<Comment> { Add(dice, Lesson(dice), null, author, Phrases.Comment(dice)) };
            for (var reply = 0; reply < 10; reply++)
            {
                dice = NextDice();
                var parent = dice.Bool(0.5f) ? thread[0] : dice.ListItem(thread);
                var answering = Writer(dice, author);
                thread.Add(Add(dice, parent.LessonId, parent, answering, Phrases.Reply(dice)));
            }
        }
    }

    private void AddFor(long person, int count)
    {
        for (var i = 0; i < count; i++)
        {
            AddSomewhere(NextDice(), world.Person(person));
        }
    }

    private void AddEverybodyElse()
    {
        while (all.Count < world.Scaled(15_000))
        {
            var dice = NextDice();
            AddSomewhere(dice, Writer(dice, null));
        }
    }

    private void AddSomewhere(Randomizer dice, Person author)
    {
        var lesson = Lesson(dice);
        var others = byLesson[lesson - 1];
        var parent = others.Count > 0 && dice.Bool(0.6f) ? dice.ListItem(others) : null;
        Add(dice, lesson, parent, author, parent is null ? Phrases.Comment(dice) : Phrases.Reply(dice));
    }

    private Comment Add(Randomizer dice, long lesson, Comment? parent, Person author, string body)
    {
        var from = parent is not null && parent.CreatedAt > author.CreatedAt ? parent.CreatedAt : author.CreatedAt;
        var comment = new Comment(
            all.Count + 1,
            lesson,
            parent?.Id,
            author,
            body,
            dice.Between(from, parent is null ? world.Now : Earlier(from.AddDays(9), world.Now)),
            author.Id != PythonProPeople.Moderator && dice.Bool(0.03f));
        all.Add(comment);
        byLesson[lesson - 1].Add(comment);
        return comment;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static int Lesson(Randomizer dice) => dice.Number(1, Curriculum.Lessons.Count);

    private Randomizer NextDice() => world.Dice("comments", all.Count + 1);

    private Person Writer(Randomizer dice, Person? except)
    {
        var writer = dice.ArrayElement(writers);
        return writer == except ? world.Person(PythonProPeople.Ordinary) : writer;
    }
}
