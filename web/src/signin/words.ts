import { inLanguage } from "../staff/words";

const zh = {
  title: "员工登录",
  joinTitle: "接受邀请",
  joinIntro: "请为自己选择登录名和密码。",
  login: "登录名",
  loginHint: "电子邮箱或简短的名称",
  name: "姓名",
  nameHint: "其他人看到的名字",
  password: "密码",
  newPasswordHint: "至少 10 个字符；几个词连在一起容易记住",
  signIn: "登录",
  join: "创建账号",
  forPatients: "患者不需要账号。",
  toMap: "打开导航页面",
  forgotten: "忘记密码？请联系管理员。",
  failures: {
    unauthorised: "登录名或密码不正确。连续输错 10 次后，账号会锁定一刻钟。",
    locked: "密码输错次数太多，账号已锁定。请 15 分钟后再试。",
    "too-many-requests": "尝试次数太多。请稍等片刻再试。",
    conflict: "这个登录名已被使用，请换一个。",
    "not-found": "此邀请已被使用、撤回或已过期。请向邀请您的人再要一个。",
  } as Readonly<Record<string, string>>,
};

export const words = inLanguage<typeof zh>({
  "zh-Hans": zh,
  en: {
    title: "Staff sign-in",
    joinTitle: "Take up your invitation",
    joinIntro: "Choose a login and a password of your own.",
    login: "Login",
    loginHint: "Your e-mail address, or a short name",
    name: "Name",
    nameHint: "What others see",
    password: "Password",
    newPasswordHint: "At least 10 characters; several words are easy to remember",
    signIn: "Sign in",
    join: "Make my account",
    forPatients: "Patients need no account.",
    toMap: "Open the map",
    forgotten: "Forgotten your password? Ask your administrator.",
    failures: {
      unauthorised: "There is no such login, or this is not its password. Ten wrong passwords lock an account for a quarter of an hour.",
      locked: "Too many wrong passwords: the account is locked. Try again in 15 minutes.",
      "too-many-requests": "Too many tries. Wait a moment and try again.",
      conflict: "This login is taken. Choose another one.",
      "not-found": "This invitation was used, taken back, or is over. Ask whoever invited you for another.",
    },
  },
});
