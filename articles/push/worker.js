/* Shows news that the newsroom sent, and opens the article. It stores nothing, fetches nothing and sees no page. */

addEventListener("push", (event) => {
  const { title, navigate, ...shown } = event.data.json().notification;
  event.waitUntil(registration.showNotification(title, { ...shown, data: { navigate } }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const to = new URL(event.notification.data.navigate, location.origin);
  if (to.origin === location.origin) event.waitUntil(clients.openWindow(to.href));
});
