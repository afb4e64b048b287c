create index on orders (user_id);
create index on order_items (order_id);
create index on events (user_id);
create index on messages (sender_id);
create index on messages (recipient_id);
create index on folders (user_id);
create index on folders (parent_id);
analyze;
