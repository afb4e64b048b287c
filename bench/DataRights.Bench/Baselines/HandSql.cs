namespace DataRights.Bench.Baselines;

/// <summary>What somebody who knows the schema would write.</summary>
internal static class HandSql
{
    public static IReadOnlyList<string> Rows(int person) =>
    [
        $"select * from users where id = {person}",
        $"select * from orders where user_id = {person} order by id",
        $"select * from order_items where order_id in (select id from orders where user_id = {person}) order by id",
        $"select * from events where user_id = {person} order by id",
        $"select * from messages where sender_id = {person} or recipient_id = {person} order by id",
        $"select * from payments where order_id in (select id from orders where user_id = {person}) order by id",
        $"select * from sessions where user_id = {person} order by id",
        $"select * from notifications where user_id = {person} order by id",
        $"select * from reactions where user_id = {person} order by lesson_id",
        $"select * from addresses where user_id = {person} order by id",
        $"select * from devices where user_id = {person} order by id",
        $"{Tree(person)} select f.* from folders f join tree using (id) order by id",
    ];

    public static IReadOnlyList<string> Deletes(int person) =>
    [
        $"delete from order_items where order_id in (select id from orders where user_id = {person})",
        $"delete from payments where order_id in (select id from orders where user_id = {person})",
        $"delete from orders where user_id = {person}",
        $"delete from events where user_id = {person}",
        $"delete from messages where sender_id = {person} or recipient_id = {person}",
        $"delete from sessions where user_id = {person}",
        $"delete from notifications where user_id = {person}",
        $"delete from reactions where user_id = {person}",
        $"delete from addresses where user_id = {person}",
        $"delete from devices where user_id = {person}",
        $"{Tree(person)} delete from folders where id in (select id from tree)",
        $"delete from users where id = {person}",
    ];

    private static string Tree(int person) =>
        $"with recursive tree as (select id from folders where user_id = {person} union select f.id from folders f join tree t on f.parent_id = t.id)";
}
