export { type RedisOptions, type RedisPublisher, type RedisSubscriber, withRedis } from "./with-redis.js";
