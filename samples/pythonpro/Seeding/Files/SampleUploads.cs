using System.Text;
using Bogus;

namespace DataRights.Samples.PythonPro.Seeding.Files;

/// <summary>The uploads, which the table and the directory must agree on.</summary>
internal static class SampleUploads
{
    public static IEnumerable<SampleUpload> All(World world)
    {
        foreach (var person in world.Active)
        {
            var dice = world.Dice("uploads", person.Id);
            if (person.Id == PythonProPeople.PathTraversal)
            {
                yield return Make(world, person, dice, HostileTexts.TraversalStoredName, HostileTexts.TraversalOriginalName);
                yield return Make(world, person, dice, HostileTexts.UnicodeStoredName, HostileTexts.UnicodeStoredName);
                continue;
            }

            var count = person.Id is PythonProPeople.Ordinary or PythonProPeople.Heavy ? 3 : dice.Bool(0.2f) ? dice.Number(1, 3) : 0;
            for (var i = 1; i <= count; i++)
            {
                yield return Make(world, person, dice, $"{dice.Hex(8)}.txt", dice.ArrayElement(["notes.txt", "main.py", "my data.csv", "Bài tập.txt"]));
            }
        }
    }

    private static SampleUpload Make(World world, Person person, Randomizer dice, string storedName, string originalName)
    {
        var content = new StringBuilder();
        for (var lines = dice.Number(1, 40); lines > 0; lines--)
        {
            content.Append(Phrases.Comment(dice)).Append('\n');
        }

        return new(person, storedName, originalName, Encoding.UTF8.GetBytes(content.ToString()), dice.Between(person.CreatedAt, world.Now));
    }
}
