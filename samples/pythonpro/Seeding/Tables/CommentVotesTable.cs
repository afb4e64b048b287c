using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class CommentVotesTable() : SampleTable(
    "comment_votes",
    ("comment_id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("value", ColumnKind.SmallInteger),
    ("voted_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world)
    {
        var everybody = world.Active.ToArray();
        foreach (var comment in world.Comments)
        {
            var dice = world.Dice(Name, comment.Id);
            var voters = new HashSet<long>();
            for (var left = dice.Skewed(5); left > 0; left--)
            {
                voters.Add(dice.ArrayElement(everybody).Id);
            }

            if (comment.Id % 40 == 0)
            {
                voters.Add(PythonProPeople.Heavy);
            }

            if (comment.Id % 50 == 1)
            {
                voters.Add(PythonProPeople.Ordinary);
            }

            voters.Remove(comment.Author.Id);
            foreach (var voter in voters)
            {
                yield return [comment.Id, voter, (short)(dice.Bool(0.85f) ? 1 : -1), dice.Between(comment.CreatedAt, world.Now)];
            }
        }
    }
}
