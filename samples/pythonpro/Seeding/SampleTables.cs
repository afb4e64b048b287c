using DataRights.Samples.PythonPro.Seeding.Tables;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>Every table of the schema but the mark, what is referred to before what refers.</summary>
internal static class SampleTables
{
    public static IReadOnlyList<SampleTable> InOrder { get; } =
    [
        new CoursesTable(),
        new LessonsTable(),
        new UsersTable(),
        new ProfilesTable(),
        new DevicesTable(),
        new SessionsTable(),
        new ContactMessagesTable(),
        new BillingReferencesTable(),
        new SubscriptionsTable(),
        new InvoicesTable(),
        new InvoiceLinesTable(),
        new ConsentsTable(),
        new NewsletterSubscribersTable(),
        new LessonAuthorsTable(),
        new LessonProgressTable(),
        new QuizAnswersTable(),
        new CommentsTable(),
        new CommentVotesTable(),
        new MessagesTable(),
        new CodeRunsTable(),
        new UploadsTable(),
        new PageViewsTable(),
    ];
}
